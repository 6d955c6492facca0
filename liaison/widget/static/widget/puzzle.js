/** A number so that SHA-256 of `stamp:number` begins with so many zero bits. `crypto.subtle` is missing without TLS. */
export async function solve({ stamp, bits }) {
  for (let number = 0; ; number++) {
    if (Math.clz32(sha256(`${stamp}:${number}`)) >= bits) return String(number);
    // Let the page breathe.
    if (number % 2000 === 1999) await new Promise((go) => setTimeout(go));
  }
}

const primes = [2];
for (let n = 3; primes.length < 64; n += 2) if (primes.every((p) => n % p)) primes.push(n);
const part = (root) => ((root % 1) * 2 ** 32) | 0;
const K = primes.map((p) => part(Math.cbrt(p)));
const H = primes.slice(0, 8).map((p) => part(Math.sqrt(p)));
const turn = (x, n) => (x >>> n) | (x << (32 - n));

/** The first 32 bits of the hash of an ASCII text; more are never asked for (FIPS 180-4). */
function sha256(text) {
  const length = ((text.length + 72) >> 6) << 4;
  const block = new Int32Array(length);
  for (let i = 0; i < text.length; i++) block[i >> 2] |= text.charCodeAt(i) << (24 - (i % 4) * 8);
  block[text.length >> 2] |= 0x80 << (24 - (text.length % 4) * 8);
  block[length - 1] = text.length * 8;
  const state = H.slice();
  const w = new Int32Array(64);
  for (let from = 0; from < length; from += 16) {
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i++) {
      if (i < 16) w[i] = block[from + i];
      else {
        const x = w[i - 15], y = w[i - 2];
        w[i] = (w[i - 16] + w[i - 7] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10))) | 0;
      }
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] = (state[i] + word) | 0));
  }
  return state[0] >>> 0;
}
