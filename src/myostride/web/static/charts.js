// Pictures of charts become live drawings: as wide as their place, with tooltips, in the theme of
// the moment. Vega comes from the installed package and runs without evaluating code (`ast`).
let vega = null;

function load() {
  vega ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = "/charts/vega.js";
    script.type = "module";
    script.onload = () => done(window.vegaEmbed);
    script.onerror = failed;
    document.head.append(script);
  });
  return vega;
}

function theme() {
  const chosen = document.documentElement.dataset.theme;
  return chosen || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}

function addressed(path, more) {
  const url = new URL(path, location.href);
  for (const [key, value] of Object.entries(more)) url.searchParams.set(key, value);
  return url;
}

export async function drawChart(figure) {
  const place = figure.querySelector(".drawn");
  const width = Math.round(place.clientWidth);
  if (!width) return;
  const [embed, answer] = await Promise.all([
    load(),
    fetch(addressed(figure.dataset.chart, { width, theme: theme() })),
  ]);
  if (!answer.ok) return;
  const spec = await answer.json();
  const fresh = document.createElement("div");
  fresh.className = "drawn";
  const picture = figure.querySelector("img");
  fresh.setAttribute("role", "img");
  fresh.setAttribute("aria-label", picture ? picture.alt : place.getAttribute("aria-label"));
  await embed(fresh, spec, {
    ast: true,
    actions: false,
    defaultStyle: false,
    renderer: "svg",
    tooltip: { theme: "custom", disableDefaultStyle: true },
  });
  place.replaceWith(fresh);
  figure.dataset.live = width;
}

export function drawCharts() {
  const figures = [...document.querySelectorAll("[data-chart]")];
  if (!figures.length) return;
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries)
        if (isIntersecting) {
          seen.unobserve(target);
          drawChart(target).catch((error) => console.warn("chart stays a picture:", error));
        }
    },
    { rootMargin: "300px" },
  );
  figures.forEach((figure) => seen.observe(figure));
  const again = () =>
    figures
      .filter((figure) => figure.dataset.live)
      .forEach((figure) => drawChart(figure).catch(() => {}));
  document.addEventListener("theme", again);
  let waiting = 0;
  addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(again, 250);
  });
}
