"""Digital Arts i-FILTER and D-SPA: access and block logs."""
