/** Runs the component test that docs/testing-your-application.md shows. */
import '../../examples/testing/card.test.js';
