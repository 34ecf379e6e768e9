// A search takes a few seconds: say so while it lasts.
const form = document.querySelector("[data-plan]");
form?.addEventListener("submit", () => {
  form.querySelector("[data-searching]").textContent = "Trying plans on your legs …";
  form.querySelector("button.primary").disabled = true;
});
addEventListener("pageshow", () => {
  if (!form) return;
  form.querySelector("[data-searching]").textContent = "";
  form.querySelector("button.primary").disabled = false;
});
