// Sliders move the forecast: the same page's forecast is fetched and put in place, one request at
// a time, the last one asked for always shown.
const form = document.querySelector("[data-whatif]");
const place = document.querySelector("[data-forecast]");
const trouble = document.querySelector("[data-trouble]");
let busy = false;
let again = false;

function said() {
  for (const slider of form.querySelectorAll('input[type="range"]')) {
    const text = Number(slider.value) === 0 && slider.dataset.nothing
      ? slider.dataset.nothing
      : `${slider.value} ${slider.dataset.unit}`.trim();
    form.querySelector(`output[for="${slider.id}"]`).textContent = text;
    slider.setAttribute("aria-valuetext", text);
  }
}

async function update() {
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  const query = new URLSearchParams(new FormData(form));
  history.replaceState(null, "", `/whatif?${query}`);
  query.set("part", "forecast");
  try {
    const answer = await fetch(`/whatif?${query}`);
    if (answer.redirected) return location.reload(); // the session has ended
    const text = await answer.text();
    const fresh = new DOMParser().parseFromString(text, "text/html");
    if (!answer.ok) {
      const line = fresh.querySelector("[role=alert]")?.textContent;
      return fail(line || `The dashboard could not answer (${answer.status}).`);
    }
    const open = place.querySelector("details")?.open;
    place.replaceChildren(...fresh.body.childNodes);
    const rests = place.querySelector("details");
    if (rests && open) rests.open = true;
    trouble.hidden = true;
  } catch {
    fail("The dashboard does not answer. Is it still running?");
  } finally {
    busy = false;
    if (again) {
      again = false;
      update();
    }
  }
}

// A forecast that does not belong to the sliders must not stand beside them.
function fail(line) {
  place.replaceChildren();
  trouble.textContent = line;
  trouble.hidden = false;
}

for (const button of form.querySelectorAll("[data-without-script]")) button.hidden = true;
form.addEventListener("input", () => {
  said();
  update();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  update();
});
said();
