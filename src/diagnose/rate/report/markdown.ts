export const markdownReport = (_: unknown): string => '';
