// Files, folders and zips by drop or choice: sent as one form, then followed as a job until every
// file has its line.
const form = document.querySelector("[data-import]");
const { csrf, query } = document.body.dataset;

if (form) {
  const input = form.querySelector('input[type="file"]');
  const progress = form.querySelector("[data-progress]");
  const bar = progress.querySelector("progress");
  const said = progress.querySelector("[data-said]");
  const results = form.querySelector("[data-results]");
  const button = form.querySelector("button");
  for (const hint of form.querySelectorAll("[data-with-script]")) hint.hidden = false;

  const over = (on) => (event) => {
    event.preventDefault();
    form.classList.toggle("is-over", on);
  };
  form.addEventListener("dragenter", over(true));
  form.addEventListener("dragover", over(true));
  form.addEventListener("dragleave", over(false));
  form.addEventListener("drop", async (event) => {
    over(false)(event);
    const entries = [...event.dataTransfer.items]
      .map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile())
      .filter(Boolean);
    send((await Promise.all(entries.map((entry) => filesOf(entry)))).flat());
  });
  const chosen = (from) => send([...from.files].map((file) => [file.webkitRelativePath || file.name, file]));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    chosen(input);
  });
  const folder = form.querySelector("[data-folder]");
  folder.addEventListener("change", () => chosen(folder));

  async function filesOf(entry, path = "") {
    if (entry instanceof File) return [[entry.name, entry]];
    if (entry.isFile)
      return new Promise((done) =>
        entry.file((file) => done([[path + file.name, file]]), () => done([])),
      );
    const reader = entry.createReader();
    const found = [];
    for (;;) {
      const some = await new Promise((done) => reader.readEntries(done, () => done([])));
      if (!some.length) break;
      for (const each of some) found.push(...(await filesOf(each, `${path}${entry.name}/`)));
    }
    return found;
  }

  function send(files) {
    if (!files.length) return tell("No file was chosen.", 0);
    const body = new FormData();
    body.append("csrf_token", csrf);
    for (const [name, file] of files) body.append("files", file, name);
    results.replaceChildren();
    results.hidden = true;
    button.disabled = true;
    const request = new XMLHttpRequest();
    request.open("POST", `/api/import${query}`);
    request.setRequestHeader("x-csrf-token", csrf);
    request.upload.onprogress = (event) =>
      tell(`Sending ${files.length} ${files.length === 1 ? "file" : "files"} …`, event.loaded / event.total);
    request.onload = () => {
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {}
      if (request.status === 202) follow(answer.job);
      else end(answer.error ?? "The files could not be sent.");
    };
    request.onerror = () => end("The dashboard does not answer. Is it still running?");
    request.send(body);
    tell("Sending …", 0);
  }

  async function follow(id) {
    try {
      await followed(id);
    } catch {
      end("The dashboard does not answer. Is it still running?");
    }
  }

  async function followed(id) {
    let seen = 0;
    for (;;) {
      const answer = await fetch(`/api/jobs/${id}?rows_from=${seen}`);
      if (answer.redirected || answer.status === 401) return end("Log in again; the import goes on meanwhile.");
      if (!answer.ok) return end("The import can no longer be found.");
      const job = await answer.json();
      if (job.state === "running") {
        seen += job.rows.length;
        job.rows.forEach(add);
        tell(job.message || "Reading …", job.total ? job.done / job.total : null);
        await new Promise((done) => setTimeout(done, 250));
        continue;
      }
      const rows = job.result?.files ?? [];
      results.replaceChildren();
      rows.forEach(add);
      const summary = job.result?.summary;
      return end(
        summary
          ? `${summary.imported} imported, ${summary.skipped} skipped, ${summary.failed} failed.`
          : job.message || job.state,
        summary?.imported > 0,
      );
    }
  }

  function add(row) {
    const line = document.createElement("li");
    line.className = row.outcome;
    const outcome = document.createElement("span");
    outcome.className = "outcome";
    outcome.textContent = row.outcome;
    const what = document.createElement("span");
    what.textContent = row.reason ? `${row.path}: ${row.reason}` : row.path;
    line.append(outcome, what);
    results.append(line);
    results.hidden = false;
  }

  function tell(text, share) {
    progress.hidden = false;
    if (said.textContent !== text) said.textContent = text;
    if (share === null) bar.removeAttribute("value");
    else bar.value = share;
  }

  function end(text, look = false) {
    tell(text, 1);
    button.disabled = false;
    if (!look || form.querySelector("[data-onward]")) return;
    const link = document.createElement("a");
    link.className = "button primary";
    link.dataset.onward = "";
    link.href = `/${query}`;
    link.textContent = "See your legs";
    form.querySelector(".actions").append(link);
  }
}
