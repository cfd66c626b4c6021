// The entry of the HDF5 bundle: h5wasm is heavy, so it stands apart and is loaded with the first HDF5 file.
export { openHdf5 } from './hdf5/open';
export { isBroken } from './hdf5/guard';
