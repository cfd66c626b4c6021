// The spectral radius, the circle of chance and the eigenvalues of recurrent weights, as far as their size allows.
import { type WeightSource } from '../../data/weights/source';
import { type Presynaptic, dale } from '../../stats/dale';
import { eigenvalues } from '../../stats/eigenvalues';
import { StatisticError } from '../../stats/error';
import { spectralRadius } from '../../stats/spectralRadius';
import { asSquare } from '../../stats/sparseRows';
import { measureCircle } from '../../stats/spectrumCircle';
import { type Control, heldRows, mostHeld, wholeMatrix } from './reading';
import { noSpectrum, partsOf, type Spectrum } from './report';

/** All eigenvalues of this many neurons take a second or two. */
const mostEigenvalues = 700;

/** @param strange how many entries are not finite */
export function spectrumOf(
  source: WeightSource,
  presynaptic: Presynaptic,
  strange: number,
  control?: Control,
): Spectrum {
  const { rows, columns, isRecurrent } = source;
  if (!isRecurrent || rows !== columns) return noSpectrum;
  if (strange > 0) return unknown(`${strange} of its entries are not finite`);
  const options = { cancelled: () => control?.cancelled?.() === true };
  try {
    const matrix = wholeMatrix(source, control);
    if (matrix) {
      const circle = measureCircle(matrix, dale(matrix, presynaptic).signs, presynaptic);
      return {
        radius: spectralRadius(matrix, options),
        unknown: null,
        circle: { radius: circle.radius, outlier: circle.outlier },
        eigenvalues: rows <= mostEigenvalues ? partsOf(eigenvalues(matrix)) : null,
      };
    }
    const held = heldRows(source, control);
    if (!held) return unknown(`${rows} × ${columns} is too large: up to ${mostHeld} entries are weighed`);
    return { ...noSpectrum, radius: spectralRadius(asSquare(held), options) };
  } catch (error) {
    if (error instanceof StatisticError) return unknown(error.message);
    throw error;
  }
}

const unknown = (why: string): Spectrum => ({ ...noSpectrum, unknown: why });
