// The strongly connected parts of a matrix seen as a graph: its eigenvalues are those of the parts, and most parts are single neurons.

/** For each row the columns that are not zero, as one list with offsets. */
export interface Pattern {
  readonly size: number;
  readonly offsets: Uint32Array;
  readonly columns: Uint32Array;
}

/** Tarjan's algorithm (1972) without recursion: each component as the list of its members. */
export function components({ size, offsets, columns }: Pattern): number[][] {
  const order = new Int32Array(size).fill(-1);
  const lowest = new Int32Array(size);
  const isOpen = new Uint8Array(size);
  const open: number[] = [];
  const next = offsets.slice(0, size);
  const found: number[][] = [];
  let visited = 0;
  const enter = (node: number): void => {
    order[node] = lowest[node] = visited++;
    open.push(node);
    isOpen[node] = 1;
  };
  for (let root = 0; root < size; root++) {
    if (order[root] !== -1) continue;
    const path = [root];
    enter(root);
    while (path.length > 0) {
      const node = path[path.length - 1] as number;
      const edge = next[node] as number;
      if (edge < (offsets[node + 1] as number)) {
        next[node] = edge + 1;
        const target = columns[edge] as number;
        if (order[target] === -1) {
          enter(target);
          path.push(target);
        } else if (isOpen[target] === 1) lowest[node] = Math.min(lowest[node] as number, order[target] as number);
        continue;
      }
      path.pop();
      const parent = path[path.length - 1];
      if (parent !== undefined) lowest[parent] = Math.min(lowest[parent] as number, lowest[node] as number);
      if (lowest[node] !== order[node]) continue;
      const members = open.splice(open.indexOf(node));
      for (const member of members) isOpen[member] = 0;
      found.push(members.sort((a, b) => a - b));
    }
  }
  return found;
}

/** Whether a dense matrix is one component: a way leads from the first node to each, and from each to it. Quick where few entries are zero. */
export function isOneComponent(values: Float64Array, size: number): boolean {
  return reachesAll(values, size, size, 1) && reachesAll(values, size, 1, size);
}

/** Where entry (i, j) is at `i * alongI + j * alongJ`. */
function reachesAll(values: Float64Array, size: number, alongI: number, alongJ: number): boolean {
  const seen = new Uint8Array(size);
  const open = [0];
  seen[0] = 1;
  let left = size - 1;
  for (let node = open.pop(); node !== undefined && left > 0; node = open.pop()) {
    for (let j = 0; j < size; j++) {
      if (seen[j] === 1 || values[node * alongI + j * alongJ] === 0) continue;
      seen[j] = 1;
      left--;
      open.push(j);
    }
  }
  return left <= 0;
}
