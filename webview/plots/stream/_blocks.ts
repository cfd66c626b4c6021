// Series of single blocks, which are named after the whole's with the block's number behind. No DOM.
import { type LiveSession } from './_session';

export function blocksOf({ series }: LiveSession, name: string): { readonly series: string; readonly block: string }[] {
  const own = [...series.keys()].filter((each) => each.startsWith(`${name}#`));
  // One block alone is the whole.
  return own.length < 2 ? [] : own.map((each) => ({ series: each, block: each.slice(name.length + 1) }));
}
