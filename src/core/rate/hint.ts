// Whether a text may hold a rate network at all: looked up in the bare text, so that all other files cost nothing.

/** Methods that a class steps its network with, or gives a sequence to. */
export const entries = ['forward', 'call', '__call__', 'recurrent_timestep', 'step', 'recurrence', 'simulate', 'run'];

const entry = new RegExp(`\\bdef (?:${entries.join('|')})\\b`);
/** What a step is made of: a leak, a function, and a product of matrices. */
const leak = /(?:\b|_)(?:tau(?:s|_\w+)?|alphas?|dt|delta_?t|leak\w*|decay|time_?constants?)(?:\b|_)/i;
const activation = /softplus|relu|tanh|sigmoid|nonlin|activation|transfer|\bphi\b|expit/i;
const product = /matmul|einsum|\bmm\(|\bdot\(|linear|\w\s*@\s*\w/i;

/** From its line to the next thing that the module itself does. */
const classes = /^class\s.*\n(?:(?!(?:class|def|if|for|from|import)\b|@|[A-Za-z_][\w.]*(?:\s*=|\()).*\n?)*/gm;
const dataset = /^class\s+\w*\s*\([^)]*(?:Dataset|Loss|Exception|Enum)/;

export function mayHoldRates(text: string): boolean {
  if (!/^class\s/m.test(text) || !entry.test(text)) return false;
  const signs = [entry, leak, activation, product];
  return (text.match(classes) ?? []).some((each) => !dataset.test(each) && signs.every((sign) => sign.test(each)));
}
