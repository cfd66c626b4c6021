// Style files are bundled beside their script; nothing is imported from them.
declare module '*.css';
