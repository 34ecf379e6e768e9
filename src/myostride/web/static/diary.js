// The atlas of the diary: a muscle that is pointed at and clicked, or entered with Enter, is the
// one that the buttons write about.
const choice = document.querySelector("#sore-muscle");
const legs = document.querySelector("[data-diary-atlas]");

for (const hint of document.querySelectorAll("[data-with-script]")) hint.hidden = false;

function choose(muscle) {
  choice.value = muscle;
  for (const part of legs.querySelectorAll("[data-muscle]"))
    part.classList.toggle("is-chosen", part.dataset.muscle === muscle);
}

legs?.addEventListener("click", (event) => {
  const part = event.target.closest("[data-muscle]");
  if (!part) return;
  choose(part.dataset.muscle);
  if (innerWidth < 800) document.querySelector("[data-soreness]").scrollIntoView({ block: "center" });
});
legs?.addEventListener("keydown", (event) => {
  const part = event.target.closest("[data-muscle]");
  if (!part || !["Enter", " "].includes(event.key)) return;
  event.preventDefault();
  choose(part.dataset.muscle);
  document.querySelector("[data-soreness] button").focus();
});
choice.addEventListener("change", () => choose(choice.value));
