/** CI loads this before each test file, so that property tests use the same values in every run. */
import fc from 'fast-check';

fc.configureGlobal({ seed: 20261123 });
