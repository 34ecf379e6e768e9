// Pointing along the profile shows the place on the map, and what stood there.
const profile = document.querySelector("[data-profile]");

if (profile) {
  const steps = JSON.parse(profile.dataset.steps);
  const svg = profile.querySelector("svg");
  const line = profile.querySelector("[data-line]");
  const said = profile.parentElement.querySelector("[data-said]");
  const first = said.textContent;
  const map = document.querySelector(".track");
  const here = map?.querySelector("[data-here]");
  const points = map ? map.dataset.points.split(" ") : [];
  let at = 0;

  const show = (step) => {
    line.setAttribute("x1", step.x);
    line.setAttribute("x2", step.x);
    line.setAttribute("visibility", "visible");
    said.textContent = step.said;
    const place = points[step.row];
    if (here && place && place !== "-") {
      const [x, y] = place.split(",");
      here.setAttribute("cx", x);
      here.setAttribute("cy", y);
      here.setAttribute("visibility", "visible");
    }
  };
  const clear = () => {
    line.setAttribute("visibility", "hidden");
    here?.setAttribute("visibility", "hidden");
    said.textContent = first;
  };
  svg.addEventListener("pointermove", (event) => {
    const box = svg.getBoundingClientRect();
    const x = (1000 * (event.clientX - box.left)) / box.width;
    at = steps.reduce((best, step, n) => (Math.abs(step.x - x) < Math.abs(steps[best].x - x) ? n : best), 0);
    show(steps[at]);
  });
  svg.addEventListener("pointerleave", clear);
  profile.tabIndex = 0;
  profile.setAttribute("role", "group");
  profile.setAttribute("aria-label", "Along the run: arrow keys move");
  said.setAttribute("aria-live", "polite");
  profile.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (!by) return;
    event.preventDefault();
    at = Math.min(Math.max(at + by, 0), steps.length - 1);
    show(steps[at]);
  });
  profile.addEventListener("blur", clear);
}
