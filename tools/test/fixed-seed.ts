/** Loaded before each test file in CI: the same properties with the same values in every run there. */
import fc from 'fast-check';

fc.configureGlobal({ seed: 20261123 });
