/** The types of every ready theme, which is a style sheet: nothing. The compiler asks for them in an import. */
export {};
