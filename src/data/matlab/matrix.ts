// Lists the variables of a MATLAB 5 file: arrays of numbers, texts, cells, structs, sparse matrices; objects are named.
import { type ByteSource } from '../bytes';
import { type Dataset, elementCount } from '../dataset';
import { DataError } from '../error';
import { bytesPerElement, type ElementType } from '../numbers';
import { numberDataset } from '../numpy/array';
import { columnStrides } from '../strided';
import { orUnread, withoutNumbers } from '../unread';
import { damaged, type Element, elementType, miMatrix, numbersIn, readElement, textIn } from './elements';
import { sparseDatasets } from './sparse';

/** Classes of arrays (MAT-File Format, table 1-3); 16 to 18 are not in it and are what MATLAB writes. */
const classes: Readonly<Record<number, string>> = {
  1: 'cell',
  2: 'struct',
  3: 'object',
  4: 'char',
  5: 'sparse',
  6: 'float64',
  7: 'float32',
  8: 'int8',
  9: 'uint8',
  10: 'int16',
  11: 'uint16',
  12: 'int32',
  13: 'uint32',
  14: 'int64',
  15: 'uint64',
  16: 'function',
  17: 'opaque',
  18: 'object',
};

const complexFlag = 0x0800;
const logicalFlag = 0x0200;
const deepest = 50;
const mostAxes = 32;
const longestText = 200;

export class Lister {
  readonly datasets: Dataset[] = [];
  cut = false;

  constructor(
    private readonly littleEndian: boolean,
    private readonly most: number,
  ) {}

  /** @param prefix of the variable's name; null where the name stands in the matrix itself */
  matrix(body: ByteSource, path: string | null, depth: number): void {
    if (this.datasets.length >= this.most) {
      this.cut = true;
      return;
    }
    if (depth > deepest) throw new DataError(`the MATLAB file is nested more than ${deepest} deep`);
    const { littleEndian } = this;
    let at = 0;
    const next = (): Element => {
      const element = readElement(body, at, littleEndian);
      at = element.end;
      return element;
    };
    // An empty cell or field may have nothing at all.
    if (body.size === 0) {
      if (path !== null) this.datasets.push(withoutNumbers(path, [0, 0], 'float64', 'empty'));
      return;
    }
    const [flags = 0] = numbersIn(next(), littleEndian, 2);
    const kind = classes[flags & 0xff];
    if (kind === 'opaque') return this.opaque(body, at, path);
    const shape = lengths(numbersIn(next(), littleEndian, mostAxes));
    const own = textIn(next(), littleEndian, 64);
    const name = path ?? (own === '' ? '(unnamed)' : own);
    this.datasets.push(
      ...orUnread(name, kind ?? 'unknown', () => {
        const type = elementTypeOf(kind);
        if (type !== null) return this.numbers(name, shape, type, flags, next);
        if (kind === 'char') return [this.text(name, shape, next())];
        if (kind === 'sparse')
          return sparseDatasets(
            name,
            shape,
            [next(), next(), next(), ...(flags & complexFlag ? [next()] : [])],
            littleEndian,
            (flags & logicalFlag) !== 0,
          );
        if (kind === 'function')
          return [withoutNumbers(name, shape, 'function', 'a MATLAB function, which is never executed')];
        if (kind === 'cell' || kind === 'struct' || kind === 'object') return [];
        throw new DataError(`a MATLAB array of class ${flags & 0xff} is not known`);
      }),
    );
    if (kind === 'cell') this.cells(name, shape, next, depth);
    if (kind === 'struct' || kind === 'object') this.struct(name, shape, kind, next, depth);
  }

  private numbers(
    path: string,
    shape: readonly number[],
    type: ElementType,
    flags: number,
    next: () => Element,
  ): Dataset[] {
    if (elementCount(shape) === 0) return [withoutNumbers(path, shape, type, 'empty')];
    const dtype = (flags & logicalFlag) !== 0 ? 'bool' : type;
    const parts = [next(), ...((flags & complexFlag) !== 0 ? [next()] : [])];
    return parts.map((element, i) => {
      const stored = storedNumbers(element, shape, this.littleEndian);
      if (parts.length === 1) return { ...stored, path, dtype };
      const part = i === 0 ? 'real' : 'imag';
      return { ...stored, path: `${path}.${part}`, dtype, note: `the ${i === 0 ? 'real' : 'imaginary'} part` };
    });
  }

  private text(path: string, shape: readonly number[], element: Element): Dataset {
    const [rows = 0] = shape;
    // The rows of a table of characters are not one text.
    const text = rows === 1 ? textIn(element, this.littleEndian, longestText) : undefined;
    return withoutNumbers(path, shape, 'char', 'text', text === undefined ? {} : { text });
  }

  private cells(path: string, shape: readonly number[], next: () => Element, depth: number): void {
    const count = elementCount(shape);
    if (count === 0) this.datasets.push(withoutNumbers(path, shape, 'cell', 'empty'));
    for (let i = 0; i < count && !this.cut; i++) this.inner(next, `${path}{${placeIn(shape, i)}}`, depth);
  }

  private struct(path: string, shape: readonly number[], kind: string, next: () => Element, depth: number): void {
    if (kind === 'object') {
      const name = textIn(next(), this.littleEndian, 64);
      this.datasets.push(
        withoutNumbers(path, shape, 'object', `a MATLAB object of class ${name}: only its fields are listed`),
      );
    }
    const [width = 0] = numbersIn(next(), this.littleEndian, 1);
    const names = textIn(next(), this.littleEndian, 2 ** 20);
    if (width < 1) throw damaged();
    const fields: string[] = [];
    for (let at = 0; at < names.length; at += width) fields.push(names.slice(at, at + width).replace(/\0.*$/s, ''));
    const count = elementCount(shape);
    if (count === 0 || fields.length === 0) this.datasets.push(withoutNumbers(path, shape, 'struct', 'empty'));
    for (let i = 0; i < count && !this.cut; i++) {
      const which = count === 1 ? path : `${path}(${placeIn(shape, i)})`;
      for (const field of fields) this.inner(next, `${which}/${field}`, depth);
    }
  }

  private inner(next: () => Element, path: string, depth: number): void {
    const element = next();
    if (element.type !== miMatrix) throw damaged();
    this.matrix(element.body, path, depth + 1);
  }

  /** Tables, strings, times: MATLAB keeps them in a form of its own. */
  private opaque(body: ByteSource, at: number, path: string | null): void {
    const texts: string[] = [];
    for (let place = at; texts.length < 3 && place + 8 <= body.size;) {
      const element = readElement(body, place, this.littleEndian);
      if (element.type === miMatrix) break;
      texts.push(textIn(element, this.littleEndian, 64));
      place = element.end;
    }
    const [name = '', , kind = 'unknown'] = texts;
    const unread = `a MATLAB object of class ${kind}, whose form is MATLAB’s own: save it as an array or a struct`;
    this.datasets.push(withoutNumbers(path ?? (name === '' ? '(unnamed)' : name), [], 'object', unread));
  }
}

const elementTypeOf = (kind: string | undefined): ElementType | null =>
  kind !== undefined && kind in bytesPerElement ? (kind as ElementType) : null;

/** Whole numbers may be stored in fewer bytes than their class has. */
export function storedNumbers({ type, body }: Element, shape: readonly number[], littleEndian: boolean): Dataset {
  const kind = elementType(type);
  if (kind === undefined) throw damaged();
  const bytes = elementCount(shape) * bytesPerElement[kind];
  if (!(bytes <= body.size))
    throw new DataError(`its shape needs ${bytes} bytes, ${body.size} are there: truncated or damaged`);
  const strides = columnStrides(shape, bytesPerElement[kind]);
  return numberDataset({ path: '', source: body, start: 0, shape, strides }, kind, littleEndian);
}

function lengths(numbers: Float64Array): number[] {
  const found = [...numbers];
  if (found.length < 1 || found.some((length) => length < 0)) throw damaged();
  return found;
}

/** As MATLAB counts: from 1, by rows and columns where there are several of both. */
function placeIn(shape: readonly number[], index: number): string {
  if (shape.filter((length) => length > 1).length <= 1) return String(index + 1);
  let rest = index;
  return shape
    .map((length) => {
      const at = rest % length;
      rest = Math.floor(rest / length);
      return at + 1;
    })
    .join(',');
}
