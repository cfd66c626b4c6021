// The Python text of a document: a script as it is, a notebook as one module in cell order.
import { type SourceDocument } from './lint';

export function moduleText(document: SourceDocument): string {
  return document.text;
}
