// pint: units are attributes of a registry.
import { external, type Library } from '../library';
import { makeUnitLibrary, unitNamed } from '../unitLibraries';

const pint: Library = {
  ...makeUnitLibrary(['pint'], 'pint'),
  attribute: (_run, of, name) => {
    if (of.type !== 'pint.registry') return null;
    return name === 'Quantity' ? external('pint.Quantity') : unitNamed(name, 'pint');
  },
};

export default pint;
