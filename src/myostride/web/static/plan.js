// A search goes on in the background: show how far it is, and then the plan.
const search = document.querySelector("[data-search]");

async function follow() {
  const said = search.querySelector("[data-said]");
  const bar = search.querySelector("progress");
  for (;;) {
    try {
      const answer = await fetch(`/api/jobs/${search.dataset.search}`);
      if (!answer.ok || answer.redirected) return location.reload();
      const job = await answer.json();
      if (job.state !== "running") return location.reload();
      if (job.message && said.textContent !== job.message) said.textContent = job.message;
      if (job.total) bar.value = job.done / job.total;
      else bar.removeAttribute("value");
    } catch {
      said.textContent = "The dashboard does not answer. Is it still running?";
      bar.hidden = true;
      return;
    }
    await new Promise((done) => setTimeout(done, 300));
  }
}

if (search) follow();
const form = document.querySelector("[data-plan]");
form?.addEventListener("submit", () => {
  form.querySelector("button.primary").disabled = true;
});
addEventListener("pageshow", () => {
  if (form) form.querySelector("button.primary").disabled = false;
});
