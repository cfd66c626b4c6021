// How scripts that write their own equations call the membrane potential.
const membrane = /^(?:v|u|vm|v_m|mem|membrane|voltage|potential|v_membrane|membrane_potential|membrane_voltage)$/i;

export const isMembraneName = (name: string): boolean => membrane.test(name);
