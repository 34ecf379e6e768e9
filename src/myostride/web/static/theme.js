// The button between light and dark. The choice is a cookie, so that the server sends the page
// in the right theme and nothing flashes.
document.addEventListener("DOMContentLoaded", () => {
  const root = document.documentElement;
  const dark = () =>
    root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
  for (const button of document.querySelectorAll("[data-theme-switch]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      document.cookie = `myostride_theme=${root.dataset.theme};path=/;max-age=31536000;samesite=strict`;
      document.dispatchEvent(new CustomEvent("theme"));
    });
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () =>
    document.dispatchEvent(new CustomEvent("theme")),
  );
});
