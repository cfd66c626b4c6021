// All eigenvalues of a square matrix: split into strongly connected parts, balanced, and solved by the QR algorithm.
import { balance } from './algebra/balance';
import { components } from './algebra/components';
import { reduceToHessenberg } from './algebra/hessenberg';
import { scaled, sparseBlock, toDense, toSparse } from './algebra/blocks';
import { schur } from './algebra/schur';
import { type Matrix } from './arrays';
import { byModulus, type Eigenvalue } from './eigenvalue';

/** The largest modulus first, each as often as it is a root. As exact as LAPACK's; for a large matrix of which only the radius is wanted, `spectralRadius` is quicker. */
export function eigenvalues(matrix: Matrix): Eigenvalue[] {
  const { values, scale } = scaled(matrix);
  const n = matrix.rows;
  const found: Eigenvalue[] = [];
  const links = toSparse(values, n);
  for (const members of components(links)) {
    const size = members.length;
    const block = toDense(sparseBlock(links, members));
    if (size > 1) {
      balance(block, size);
      reduceToHessenberg(block, size);
    }
    const { re, im } = size > 1 ? schur(block, size) : { re: block, im: new Float64Array(1) };
    for (let i = 0; i < size; i++) found.push({ re: (re[i] as number) * scale, im: (im[i] as number) * scale });
  }
  return found.sort(byModulus);
}
