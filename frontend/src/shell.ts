// On every page: clocks that go.
import "./shell/clocks";
import "./islands.css";
