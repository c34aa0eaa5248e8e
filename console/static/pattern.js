// Shows only the fields that belong to the chosen pattern. Without it all are shown.
"use strict";

(() => {
  const choices = document.querySelectorAll('input[name="pattern"]');
  const parts = document.querySelectorAll("[data-pattern]");
  const show = () => {
    const chosen = document.querySelector('input[name="pattern"]:checked');
    for (const part of parts) {
      part.hidden = !chosen || !part.dataset.pattern.split(" ").includes(chosen.value);
    }
  };
  for (const choice of choices) choice.addEventListener("change", show);
  show();
})();
