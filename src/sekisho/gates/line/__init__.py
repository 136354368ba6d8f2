"""回線の関: which zone may speak to which, by address, protocol and port."""
