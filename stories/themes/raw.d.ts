/** Vite imports a file with this suffix as its text. */
declare module '*.css?raw' {
  const text: string;
  export default text;
}
