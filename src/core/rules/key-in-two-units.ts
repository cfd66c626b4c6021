// One key of a file that is written from two places, in two units: normalised by the one, as it is by the other.
import { type Binding, type Facts, type Write } from '../evaluate/facts';
import {
  asConstant,
  atomsOf,
  dividePolys,
  formatPoly,
  keyOf,
  type Poly,
  samePoly,
  substitute,
  symbol,
  voltageScale,
} from '../evaluate/poly';
import { atomFor } from '../evaluate/numbers';
import { type Num, num, type Value } from '../evaluate/value';
import { isTelling, keyId, plainName } from '../drive/stored';
import { ratioText } from '../drive/compare';
import { type Finding, type Related } from '../finding';
import { type Rule } from '../rule';
import { type Span } from '../text';
import { absolute, isOne, powerOfTen } from '../units/rational';

const rule: Rule = {
  id: 'key-in-two-units',
  severity: 'warning',
  summary: 'One key of a file is written from two places, in two units.',
  documentation: `
## What it does
Follows what is written under each key of an HDF5 file. Where two ways through the code write the same quantity under the same key, and one of them
has been divided by the voltage scale V_th − E_L, or moved by a power of ten, and the other has not, it says so, with both places. A variable that is
read back from a checkpoint is what the model keeps under that name.

## Why it matters
Whoever reads the file can't know which of the two it holds. What is right for a trained model is then wrong, by a factor, for an untrained one.

## Example
\`\`\`python
import h5py

class Column:
    def __init__(self, bkg_weights, V_th, E_L):
        self.bkg_weights = bkg_weights / (V_th - E_L) * 10.0

def weights_of(bkg_weights, V_th, E_L, trained):
    if trained:
        return Column(bkg_weights, V_th, E_L).bkg_weights
    return bkg_weights

def convert(path, bkg_weights, V_th, E_L, trained):
    with h5py.File(path, 'w') as file:
        file.create_dataset('input/bkg_weights', data=weights_of(bkg_weights, V_th, E_L, trained))
\`\`\`

## Use instead
\`\`\`python
import h5py

class Column:
    def __init__(self, bkg_weights, V_th, E_L):
        self.bkg_weights = bkg_weights / (V_th - E_L) * 10.0

def convert(path, bkg_weights, V_th, E_L):
    column = Column(bkg_weights, V_th, E_L)
    with h5py.File(path, 'w') as file:
        file.create_dataset('input/bkg_weights', data=column.bkg_weights)
\`\`\`
`,
  *check({ file, facts }): Iterable<Finding> {
    const accounts = facts.writes.flatMap((each) => accountsOf(each, facts));
    const told = new Set<string>();
    for (const account of accounts) {
      const other = accounts.find((each) => each.key === account.key && scaleBetween(each.poly, account.poly));
      const scale = other && scaleBetween(other.poly, account.poly);
      if (!other || !scale || account.write.file !== file || told.has(account.key)) continue;
      told.add(account.key);
      yield {
        rule: rule.id,
        severity: rule.severity,
        message:
          `\`${account.key}\` is written in two units: as ${formatPoly(other.poly)} and as ${formatPoly(account.poly)}, ` +
          `which differ by ${scale}. Who reads it can't tell which; scale both alike.`,
        span: account.write,
        related: related(account, other),
        fixes: [],
      };
    }
  },
};

export default rule;

/** One thing that may be under a key. */
interface Account {
  readonly key: string;
  readonly poly: Poly;
  /** The call that writes it, and the place that it came from. */
  readonly write: Span;
  readonly from: Span | null;
}

function accountsOf({ key, value, span }: Write, { held, bindings }: Facts): Account[] {
  const name = plainName(key.split('/').filter(Boolean).pop() ?? key);
  if (!isTelling(name)) return [];
  return numbersIn(value).map((each) => {
    const kept = held.find((other) => plainName(other.name) === name && isScaled(other.value, name));
    const read = atomsOf(each.poly).has(keyId(name)) && kept;
    const poly = read ? substitute(each.poly, keyId(name), kept.value.poly) : each.poly;
    return {
      key,
      poly,
      write: span,
      from: read ? kept.span : (namedAt(bindings.get(span.file)?.values() ?? [], name, poly) ?? placeOf(each)),
    };
  });
}

/** What a model keeps under the name is an account of it where it says more than the name. */
const isScaled = ({ poly, draw }: Num, name: string): boolean =>
  !draw && poly.terms.length === 1 && !atomsOf(poly).has(keyId(name)) && asConstant(poly) === null;

function numbersIn(value: Value): Num[] {
  if (value.kind === 'num') return value.special || value.draw ? [] : [value];
  if (value.kind === 'unknown') return value.symbol ? [num(symbol(atomFor(value.symbol)))] : [];
  return value.kind === 'choice' ? value.options.flatMap((each) => numbersIn(each.value)) : [];
}

/** Where the same number is kept under the name. */
function namedAt(bindings: Iterable<Binding>, name: string, poly: Poly): Span | null {
  for (const each of bindings)
    if (
      each.kind !== 'parameter' &&
      plainName(each.name) === name &&
      each.values.some((value) => value.kind === 'num' && samePoly(value.poly, poly))
    )
      return each.span;
  return null;
}

const placeOf = ({ origin }: Num): Span | null => (origin && origin.span.file !== '' ? origin.span : null);

/** The factor between two accounts of one thing: the voltage scale to a power, or a power of ten; null for any other, and for other things. */
function scaleBetween(a: Poly, b: Poly): string | null {
  if (a.terms.length !== 1 || b.terms.length !== 1 || keyOf(a) === keyOf(b)) return null;
  const [things, others] = [a, b].map(nameless);
  if (things !== others || things === '') return null;
  const ratio = dividePolys(b, a);
  const [only] = ratio?.terms ?? [];
  if (!ratio || !only || only.factors.some(([atom]) => atom.id !== voltageScale.id)) return null;
  const size = absolute(only.coefficient);
  if (only.factors.length === 0 && (isOne(size) || powerOfTen(size) === null)) return null;
  return ratioText(ratio);
}

/** What it is made of, without numbers and the voltage scale. */
const nameless = (poly: Poly): string =>
  (poly.terms[0]?.factors ?? [])
    .filter(([atom]) => atom.id !== voltageScale.id)
    .map(([atom, power]) => `${atom.id}^${power}`)
    .join('*');

function related(account: Account, other: Account): readonly Related[] {
  const places = [other, account].flatMap(({ poly, from }): Related[] =>
    from ? [{ message: `${formatPoly(poly)} comes from here`, span: from }] : [],
  );
  const elsewhere =
    other.write.start === account.write.start && other.write.file === account.write.file
      ? []
      : [{ message: `${formatPoly(other.poly)} is written here`, span: other.write }];
  return [...elsewhere, ...places];
}
