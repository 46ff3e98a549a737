"use strict";
// A trained network in evaluation mode: plain functions that know no page. Numbers are those of the program but for rounding.
// Shapes are [channels, height, width]; values lie channel by channel, row by row. C channels, H height, W width, K kernel.

const Net = (() => {
  const SIDE = 28, BOX = 20, LEAST_INK = 1 / 255;
  const MIDDLE = 14.5; // where the centres of mass of MNIST's images lie, measured; pixel 14 reaches from 14 to 15

  /** Float32 values from base64 of their little-endian bytes. */
  function decode(base64) {
    const text = atob(base64), bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    const view = new DataView(bytes.buffer), values = new Float32Array(bytes.length / 4);
    for (let i = 0; i < values.length; i++) values[i] = view.getFloat32(4 * i, true);
    return values;
  }

  /** Grey levels, 0 black to 255 white, as inputs of the network. */
  const normalize = (net, levels) => Float64Array.from(levels, level => (level / 255 - net.mean) / net.standardDeviation);

  /** Logits for one image of normalised inputs. */
  const logits = (net, weights, inputs) => chain(net.layers, weights, inputs);

  const chain = (layers, weights, inputs) => layers.reduce((values, layer) => apply[layer.type](layer, values, weights), inputs);

  const apply = {
    conv2d(layer, x, weights) {
      const [inC, inH, inW] = layer.input, [outC, outH, outW] = layer.output, [kernelH, kernelW] = layer.kernel;
      const [strideH, strideW] = layer.stride, [padH, padW] = layer.padding, [dilH, dilW] = layer.dilation;
      const depth = inC / layer.groups, filters = outC / layer.groups;
      const out = new Float64Array(outC * outH * outW);
      let w = layer.weight;
      for (let o = 0; o < outC; o++) {
        const to = o * outH * outW;
        if (layer.bias >= 0) out.fill(weights[layer.bias + o], to, to + outH * outW);
        for (let i = 0; i < depth; i++) {
          const from = (Math.floor(o / filters) * depth + i) * inH * inW;
          for (let ky = 0; ky < kernelH; ky++) {
            const offY = ky * dilH - padH, rows = inside(offY, strideH, inH, outH);
            for (let kx = 0; kx < kernelW; kx++, w++) {
              const offX = kx * dilW - padW, columns = inside(offX, strideW, inW, outW), tap = weights[w];
              for (let y = rows.first; y < rows.end; y++) {
                let at = from + (y * strideH + offY) * inW + columns.first * strideW + offX;
                for (let o1 = to + y * outW + columns.first, end = to + y * outW + columns.end; o1 < end; o1++, at += strideW) out[o1] += tap * x[at];
              }
            }
          }
        }
      }
      return out;
    },

    batchNorm2d(layer, x, weights) {
      const [channels, height, width] = layer.input, size = height * width;
      const out = new Float64Array(x.length);
      for (let c = 0; c < channels; c++) {
        const scale = weights[layer.weight + c] / Math.sqrt(weights[layer.variance + c] + layer.epsilon);
        const shift = weights[layer.bias + c] - weights[layer.mean + c] * scale;
        for (let i = c * size; i < (c + 1) * size; i++) out[i] = x[i] * scale + shift;
      }
      return out;
    },

    relu(layer, x) {
      const out = new Float64Array(x.length);
      for (let i = 0; i < x.length; i++) if (!(x[i] <= 0)) out[i] = x[i]; // what is no number stays so
      return out;
    },

    maxPool2d: (layer, x) => pool(layer, x, -Infinity, (most, value) => (value > most ? value : most)),

    avgPool2d: (layer, x) => pool(layer, x, 0, (sum, value) => sum + value).map(sum => sum / (layer.kernel[0] * layer.kernel[1])),

    linear(layer, x, weights) {
      const inputs = layer.input[0], out = new Float64Array(layer.output[0]);
      for (let o = 0; o < out.length; o++) {
        let sum = layer.bias >= 0 ? weights[layer.bias + o] : 0;
        for (let i = 0; i < inputs; i++) sum += weights[layer.weight + o * inputs + i] * x[i];
        out[o] = sum;
      }
      return out;
    },

    residual(layer, x, weights) {
      const body = chain(layer.body, weights, x), shortcut = chain(layer.projection, weights, x);
      return body.map((value, i) => value + shortcut[i]);
    },
  };

  /** Which outputs a tap at an offset reaches inside the image; zeros outside add nothing. */
  function inside(offset, stride, size, outputs) {
    return { first: Math.max(0, Math.ceil(-offset / stride)), end: Math.min(outputs, Math.floor((size - 1 - offset) / stride) + 1) };
  }

  /** Values of each window put together; windows have no padding, and a ragged edge is dropped. */
  function pool(layer, x, start, combine) {
    const [, inH, inW] = layer.input, [channels, outH, outW] = layer.output;
    const [kernelH, kernelW] = layer.kernel, [strideH, strideW] = layer.stride;
    const out = new Float64Array(channels * outH * outW);
    for (let c = 0, to = 0; c < channels; c++)
      for (let y = 0; y < outH; y++)
        for (let x0 = 0; x0 < outW; x0++, to++) {
          let all = start;
          for (let ky = 0; ky < kernelH; ky++)
            for (let kx = 0, from = (c * inH + y * strideH + ky) * inW + x0 * strideW; kx < kernelW; kx++, from++)
              all = combine(all, x[from]);
          out[to] = all;
        }
    return out;
  }

  /** Probabilities of logits, shifted by the largest so that nothing overflows. */
  function softmax(values) {
    const largest = Math.max(...values), powers = Array.from(values, value => Math.exp(value - largest));
    const sum = powers.reduce((all, power) => all + power, 0);
    return powers.map(power => power / sum);
  }

  /**
   * A drawing as MNIST's images were made (LeCun, Cortes, Burges): scaled to fit a box of 20 x 20 pixels, each pixel the mean of what it
   * covers, and moved so that its centre of mass is in the middle of 28 x 28.
   * @param ink width x height values in [0, 1], row by row.
   * @returns 28 x 28 grey levels, 0 black to 255 white; null where nothing is drawn.
   */
  function centre(ink, width, height) {
    const box = bounds(ink, width, height);
    if (!box) return null;
    const scale = BOX / Math.max(box.width, box.height);
    const small = { width: Math.max(1, Math.round(box.width * scale)), height: Math.max(1, Math.round(box.height * scale)) };
    const values = shrink(ink, width, box, small);
    const middle = massCentre(values, small);
    const left = Math.min(SIDE - small.width, Math.max(0, Math.round(MIDDLE - middle.x)));
    const top = Math.min(SIDE - small.height, Math.max(0, Math.round(MIDDLE - middle.y)));
    const strongest = values.reduce((most, value) => Math.max(most, value), 0); // means make a thin stroke faint
    const levels = new Uint8Array(SIDE * SIDE);
    for (let y = 0; y < small.height; y++)
      for (let x = 0; x < small.width; x++)
        levels[(top + y) * SIDE + left + x] = Math.round(255 * values[y * small.width + x] / strongest);
    return levels;
  }

  function bounds(ink, width, height) {
    let left = width, right = -1, top = height, bottom = -1;
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        if (ink[y * width + x] >= LEAST_INK) {
          left = Math.min(left, x); right = Math.max(right, x);
          top = Math.min(top, y); bottom = y;
        }
    return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
  }

  /** Area means of the part of a picture inside a box. */
  function shrink(ink, width, box, small) {
    const values = new Float64Array(small.width * small.height);
    const stepX = box.width / small.width, stepY = box.height / small.height;
    for (let y = 0; y < small.height; y++)
      for (let x = 0; x < small.width; x++) {
        let sum = 0;
        for (const [row, shareY] of covered(y * stepY, (y + 1) * stepY, box.height))
          for (const [column, shareX] of covered(x * stepX, (x + 1) * stepX, box.width))
            sum += shareY * shareX * ink[(box.top + row) * width + box.left + column];
        values[y * small.width + x] = sum / (stepX * stepY);
      }
    return values;
  }

  /** Whole pixels that a stretch touches, each with the length that is inside it. */
  function covered(from, to, size) {
    const parts = [];
    for (let pixel = Math.floor(from); pixel < Math.min(size, Math.ceil(to)); pixel++)
      parts.push([pixel, Math.min(to, pixel + 1) - Math.max(from, pixel)]);
    return parts;
  }

  /** Of pixels whose own centres lie at halves. */
  function massCentre(values, { width }) {
    let mass = 0, x = 0, y = 0;
    values.forEach((value, i) => {
      mass += value;
      x += value * (i % width + 0.5);
      y += value * (Math.floor(i / width) + 0.5);
    });
    return { x: x / mass, y: y / mass };
  }

  return { SIDE, decode, normalize, logits, softmax, centre };
})();
