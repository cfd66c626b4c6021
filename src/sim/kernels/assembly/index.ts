// The kernels that are compiled to WebAssembly: everything that is exported here can be called from kernels.ts.
export { conductanceAlpha32, conductanceAlpha64, conductanceExp32, conductanceExp64 } from './conductance';
export { currentAlpha32, currentAlpha64 } from './current-alpha';
export { currentDelta32, currentDelta64 } from './current-delta';
export { currentExp32, currentExp64 } from './current-exp';
export * from './deliver';
export { poissonTo32, poissonTo64, scatterTo32, scatterTo64 } from './poisson';
export { fillWords } from './random';
export { runOrders } from './program';
