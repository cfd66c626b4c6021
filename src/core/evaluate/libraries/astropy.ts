// astropy.units.
import { makeUnitLibrary } from '../unitLibraries';

export default makeUnitLibrary(['astropy.units'], 'astropy');
