// Tells the values under the pointer or the finger below each chart; a mouse alone gets them from the browser as well.
for (const chart of document.querySelectorAll("figure.chart")) {
  const told = chart.querySelector("output");
  const tell = event => {
    const strip = event.target.closest(".strip");
    if (strip) told.textContent = strip.querySelector("title").textContent;
  };
  chart.addEventListener("pointerover", tell);
  chart.addEventListener("pointerdown", tell);
}
