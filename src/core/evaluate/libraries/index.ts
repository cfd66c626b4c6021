// The libraries that are no simulators.
import arrays from './arrays';
import brian from './brian';
import files from './files';
import { astropy, pint, quantities } from './quantities';
import standard from './standard';

export const libraries = [arrays, brian, files, standard, astropy, pint, quantities] as const;
