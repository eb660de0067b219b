/** All that the sign-in page itself needs: the tag. */
import './page.css';
import '../../src/index.js';
