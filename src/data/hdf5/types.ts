// What an HDF5 type amounts to: one or several columns of numbers or texts, each at its place in the element's bytes, called as numpy would.
import { type ElementType } from '../numbers';
import { type H5Type, type Order } from './datatype';

/** One column of what a dataset holds: all of it, a field of a table, a part of a complex number. */
export interface Column {
  /** Behind the dataset's path: nothing, `.field`, `.real`. */
  readonly suffix: string;
  readonly dtype: string;
  /** The axes that each element adds of its own. */
  readonly shape: readonly number[];
  /** Where in the element's bytes it begins. */
  readonly offset: number;
  readonly content: Content;
  readonly note?: string;
}

export type Content =
  | { readonly kind: 'numbers'; readonly element: NumberFormat; readonly order: Order; readonly bits?: PackedBits }
  | { readonly kind: 'text'; readonly size: number; readonly utf8: boolean }
  | { readonly kind: 'long text' | 'references' }
  | { readonly kind: 'rows'; readonly bytes: number; readonly element: NumberFormat; readonly order: Order }
  | { readonly kind: 'nothing'; readonly because: string };

export type NumberFormat = ElementType | 'bfloat16';

/** A number whose digits are but a part of its bits, as the nbit filter wants them. */
export interface PackedBits {
  readonly offset: number;
  readonly precision: number;
  readonly signed: boolean;
}

/** Wider tables are shown in part. */
const mostColumns = 500;
/** As many names of an enumeration are worth a note. */
const mostNamed = 12;

export function columnsOf(type: H5Type): Column[] {
  return columns(type, '', 0, []).slice(0, mostColumns);
}

function columns(type: H5Type, suffix: string, offset: number, shape: readonly number[]): Column[] {
  const make = (dtype: string, content: Content, note?: string): Column[] => [
    { suffix, dtype, shape, offset, content, ...(note === undefined ? {} : { note }) },
  ];
  const nothing = (dtype: string, because: string): Column[] => make(dtype, { kind: 'nothing', because });
  switch (type.kind) {
    case 'integer':
    case 'bitfield': {
      const name = `${type.kind === 'integer' && type.signed ? '' : 'u'}int${type.size * 8}`;
      if (![1, 2, 4, 8].includes(type.size)) return nothing(name, `${name} has no numbers that can be shown`);
      const { precision, offset: shift } = type.bits;
      const whole = precision === type.size * 8 && shift === 0;
      const signed = type.kind === 'integer' && type.signed;
      const content = { kind: 'numbers', element: name as ElementType, order: type.order } as const;
      if (precision < 1 || precision + shift > type.size * 8) return nothing(name, 'its type is damaged');
      return make(
        name,
        whole ? content : { ...content, bits: { offset: shift, precision, signed } },
        type.kind === 'bitfield' ? 'a bit field' : whole ? undefined : `${precision} of ${type.size * 8} bits`,
      );
    }
    case 'float':
      if (type.format === null) {
        const name = `float${type.size * 8}`;
        return nothing(name, `${name} with an arrangement of bits that is not read here`);
      }
      return make(type.format, { kind: 'numbers', element: type.format, order: type.order });
    case 'enum': {
      const [base] = columns(type.base, suffix, offset, shape);
      if (base?.content.kind !== 'numbers') return nothing('enum', 'its enumeration is damaged');
      const names = type.members.map(({ name }) => name).sort();
      // h5py's way of writing booleans.
      if (names.join() === 'FALSE,TRUE' && type.size === 1)
        return make('bool', { kind: 'numbers', element: 'bool', order: 'little' });
      const told = type.members.slice(0, mostNamed).map(({ name, value }) => `${value} = ${name}`);
      const more = type.members.length > mostNamed ? ' …' : '';
      return make(`enum (${base.dtype})`, base.content, told.join(', ') + more);
    }
    case 'compound':
      if (isComplex(type)) return complex(type.members[0]?.type as H5Type, type.members[1]?.offset ?? 0);
      return type.members.flatMap((member) =>
        columns(member.type, `${suffix}.${member.name}`, offset + member.offset, shape),
      );
    case 'complex':
      return complex(type.base, type.size / 2);
    case 'array': {
      const inner = columns(type.base, suffix, offset, [...shape, ...type.shape]);
      const spread = inner.length > 1 || (inner[0]?.shape.length ?? 0) > shape.length + type.shape.length;
      // Elements that lie apart would have to be gathered twice over.
      if (spread || shape.length > 0) return nothing('array', 'an array of tables inside a table is not read here');
      return inner;
    }
    case 'text':
      return make('string', { kind: 'text', size: type.size, utf8: type.utf8 });
    case 'long text':
      return make('string', { kind: 'long text' });
    case 'reference':
      if (!type.object) return nothing('reference', 'references to regions are not followed');
      return make('reference', { kind: 'references' });
    case 'row': {
      const [base, other] = columns(type.base, '', 0, []);
      if (base?.content.kind !== 'numbers' || other !== undefined || base.content.bits !== undefined)
        return nothing('variable-length', 'rows of what is no number are not read here');
      const { element, order } = base.content;
      return make(`variable-length ${base.dtype}`, { kind: 'rows', bytes: type.base.size, element, order });
    }
    default:
      return nothing(type.kind, `${type.kind === 'unknown' ? 'its type' : type.kind} is not numeric`);
  }

  /** Two numbers, as two columns: every figure is of one of them. */
  function complex(part: H5Type, second: number): Column[] {
    const [real] = columns(part, `${suffix}.real`, offset, shape);
    const [imaginary] = columns(part, `${suffix}.imag`, offset + second, shape);
    const note = `part of complex${part.size * 16}`;
    return [real, imaginary].flatMap((each) => (each === undefined ? [] : [{ ...each, note }]));
  }
}

/** As h5py and MATLAB write complex numbers. */
function isComplex({ members }: Extract<H5Type, { kind: 'compound' }>): boolean {
  const [first, second, third] = members;
  if (first === undefined || second === undefined || third !== undefined) return false;
  const named = ['r,i', 'real,imag', 're,im'].includes(`${first.name},${second.name}`.toLowerCase());
  return named && first.type.kind === 'float' && second.type.kind === 'float' && first.type.size === second.type.size;
}
