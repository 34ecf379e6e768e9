// Legs and list speak of the same muscles: pointing at one lights up the other, Enter opens its
// row, and the switch changes the drawing without leaving the page.
const place = document.querySelector("[data-legs]");
const list = document.querySelector(".muscles");
let chosen = "";

function light(muscle) {
  chosen = muscle;
  for (const part of place.querySelectorAll(".atlas [data-muscle]"))
    part.classList.toggle("is-chosen", part.dataset.muscle === muscle);
  for (const row of list?.querySelectorAll("[data-muscle]") ?? [])
    row.classList.toggle("is-lit", row.dataset.muscle === muscle);
  const said = place.querySelector("[data-legs-said]");
  said.dataset.first ??= said.textContent;
  const title = muscle && place.querySelector(`.atlas [data-muscle="${muscle}"] title`);
  said.textContent = title ? title.textContent : said.dataset.first;
}

const of = (event) => event.target.closest?.("[data-muscle]")?.dataset.muscle ?? "";

function open(muscle) {
  const row = list?.querySelector(`[data-muscle="${muscle}"] details`);
  if (!row) return;
  row.open = true;
  row.querySelector("summary").focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest", behavior: "smooth" });
}

for (const part of [place, list]) {
  part?.addEventListener("pointerover", (event) => light(of(event)));
  part?.addEventListener("pointerleave", () => light(""));
  part?.addEventListener("focusin", (event) => light(of(event)));
}
place.addEventListener("click", (event) => of(event) && open(of(event)));
place.addEventListener("keydown", (event) => {
  if (!of(event) || !["Enter", " "].includes(event.key)) return;
  event.preventDefault();
  open(of(event));
});

// The drawing alone; null where another page answers (the log-in), or nobody.
async function drawing(address) {
  try {
    const answer = await fetch(address);
    return answer.ok && !answer.redirected ? await answer.text() : null;
  } catch {
    return null;
  }
}

// The rows tell the same quantity as the legs; those that are open stay open.
function follow(fresh) {
  const wasOpen = [...list.querySelectorAll("details[open]")].map((each) => each.closest("[data-muscle]").dataset.muscle);
  const rows = document.querySelector("[data-rows]");
  rows.querySelector(".section-head").replaceWith(fresh.querySelector("[data-rows] .section-head"));
  list.replaceChildren(...fresh.querySelector("[data-rows] .muscles").children);
  for (const muscle of wasOpen) list.querySelector(`[data-muscle="${muscle}"] details`).open = true;
}

for (const link of document.querySelectorAll("[data-atlas-switch] a"))
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    const url = new URL(link.href);
    url.hash = "";
    const text = await drawing(`${url}&part=legs`);
    if (text === null) return location.assign(link.href);
    const fresh = new DOMParser().parseFromString(text, "text/html");
    place.replaceChildren(...fresh.querySelector("[data-legs]").childNodes);
    follow(fresh);
    for (const other of document.querySelectorAll("[data-atlas-switch] a")) other.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    history.replaceState(null, "", url);
    light(chosen);
  });
