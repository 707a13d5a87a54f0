"""The ``read`` step: reports to attributed, typed claims tied to their exact characters. A machine only proposes."""
