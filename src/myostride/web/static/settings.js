// Deleting everything of an athlete: the name must be typed.
const form = document.querySelector("[data-delete]");
const said = form?.parentElement.querySelector("[data-said]");
if (form) {
  form.hidden = false;
  said.textContent = "";
}
form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { csrf, query } = document.body.dataset;
  const answer = await fetch(`/api/data${query}`, {
    method: "DELETE",
    headers: { "content-type": "application/json", "x-csrf-token": csrf },
    body: JSON.stringify({ confirm: form.confirm.value }),
  });
  const told = await answer.json().catch(() => ({}));
  if (answer.ok) location.assign("/");
  else said.textContent = told.error ?? "That did not work.";
});
