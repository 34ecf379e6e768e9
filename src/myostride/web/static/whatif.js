// Sliders move the forecast: the same page's forecast is fetched and put in place, one request at
// a time, the last one asked for always shown.
const form = document.querySelector("[data-whatif]");
const place = document.querySelector("[data-forecast]");
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
    if (answer.ok) {
      const open = place.querySelector("details")?.open;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      place.replaceChildren(...fresh.body.childNodes);
      const rests = place.querySelector("details");
      if (rests && open) rests.open = true;
    }
  } finally {
    busy = false;
    if (again) {
      again = false;
      update();
    }
  }
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
