// quantities and unyt.
import { makeUnitLibrary } from '../unitLibraries';

export default makeUnitLibrary(['quantities', 'unyt'], 'quantities');
