/** Stylesheets that the bundler takes beside the scripts. */
declare module '*.css';
