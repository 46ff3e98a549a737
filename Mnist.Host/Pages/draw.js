"use strict";
// The drawing board: what is drawn is centred and scaled, read by the network, and its probabilities are shown as bars.
(() => {
  const board = document.getElementById("board"), preview = document.getElementById("preview");
  const told = document.getElementById("told"), bars = [...document.querySelectorAll("#probabilities li")];
  const noun = document.getElementById("probabilities").dataset.noun;
  const names = bars.map(bar => bar.querySelector("span").textContent);
  const net = JSON.parse(document.getElementById("net").textContent);
  const weights = Net.decode(document.getElementById("weights").textContent.trim());
  const pen = board.getContext("2d", { willReadFrequently: true });
  const SURE = 0.8; // with less it may well be another one
  const PEN_WIDTH = 0.085; // of the board; about as thick as MNIST's strokes once the digit is scaled

  function clear() {
    pen.fillStyle = "#000";
    pen.fillRect(0, 0, board.width, board.height);
    show(null);
  }

  /** Shows what the network makes of 28 x 28 grey levels; of null, nothing. */
  function show(levels) {
    const probabilities = levels ? Net.softmax(Net.logits(net, weights, Net.normalize(net, levels))) : [];
    bars.forEach((bar, digit) => {
      const percent = 100 * (probabilities[digit] || 0);
      bar.style.setProperty("--share", `${percent}%`);
      bar.querySelector("b").textContent = levels ? `${percent.toFixed(1)} %` : "";
    });
    const best = probabilities.indexOf(Math.max(...probabilities));
    told.textContent = !levels ? `Draw ${noun === "digit" ? "a digit" : "something"}, or choose a picture of this page.`
      : best < 0 ? "This network has broken down: its outputs are no numbers."
      : best < bars.length ? `Read as ${names[best]}, with ${(100 * probabilities[best]).toFixed(1)} %${probabilities[best] < SURE ? ": unsure" : ""}.` : `Read as none of the ${bars.length} ${noun === "digit" ? "digits" : "classes"}.`;
    showPicture(levels || new Uint8Array(Net.SIDE * Net.SIDE));
  }

  function showPicture(levels) {
    const context = preview.getContext("2d"), picture = context.createImageData(Net.SIDE, Net.SIDE);
    levels.forEach((level, i) => picture.data.set([level, level, level, 255], 4 * i));
    context.putImageData(picture, 0, 0);
  }

  function readBoard() {
    const { data } = pen.getImageData(0, 0, board.width, board.height);
    const ink = new Float64Array(board.width * board.height);
    for (let i = 0; i < ink.length; i++) ink[i] = data[4 * i] / 255;
    show(Net.centre(ink, board.width, board.height));
  }

  /** A place on the board in its own pixels. */
  function place(event) {
    const frame = board.getBoundingClientRect();
    return [(event.clientX - frame.left) * board.width / frame.width, (event.clientY - frame.top) * board.height / frame.height];
  }

  let waits = false;
  function readSoon() {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => { waits = false; readBoard(); });
  }

  function draw(event) {
    pen.lineTo(...place(event));
    pen.stroke();
    readSoon();
  }

  board.addEventListener("pointerdown", event => {
    board.setPointerCapture(event.pointerId);
    Object.assign(pen, { strokeStyle: "#fff", lineWidth: PEN_WIDTH * board.width, lineCap: "round", lineJoin: "round" });
    pen.beginPath();
    pen.moveTo(...place(event));
    draw(event);
  });
  board.addEventListener("pointermove", event => { if (board.hasPointerCapture(event.pointerId)) draw(event); });
  document.getElementById("clear").addEventListener("click", clear);

  // Every picture of a digit can be read again, as it is, without centring; a button leads back to it.
  const back = document.getElementById("back");
  let origin = null;
  back.addEventListener("click", () => {
    origin.scrollIntoView({ block: "center" });
    origin.focus({ preventScroll: true });
    back.hidden = true;
  });

  function readPicture(picture) {
    const context = document.createElement("canvas").getContext("2d");
    context.drawImage(picture, 0, 0);
    const { data } = context.getImageData(0, 0, Net.SIDE, Net.SIDE);
    clear();
    pen.imageSmoothingEnabled = false;
    pen.drawImage(picture, 0, 0, board.width, board.height);
    show(Uint8Array.from({ length: Net.SIDE * Net.SIDE }, (_, i) => data[4 * i]));
    board.scrollIntoView({ block: "center" });
    origin = picture;
    back.hidden = false;
    back.focus({ preventScroll: true });
  }

  // All pictures are one stop of the tab key; arrows go from one to the next.
  const pictures = [...document.querySelectorAll(".digits figure > img, .samples img")];
  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  pictures.forEach((picture, i) => {
    Object.assign(picture, { tabIndex: i ? -1 : 0, title: "Have it read" });
    picture.setAttribute("role", "button");
    picture.addEventListener("click", () => readPicture(picture));
    picture.addEventListener("focus", () => pictures.forEach(other => { other.tabIndex = other === picture ? 0 : -1; }));
    picture.addEventListener("keydown", event => {
      const next = pictures[i + STEPS[event.key]];
      if (event.key === "Enter" || event.key === " ") readPicture(picture);
      else if (next) next.focus();
      else return;
      event.preventDefault();
    });
  });

  clear();
})();
