namespace Mnist.Host.Verbs.Report;

/// <summary>What <c>report --json</c> prints.</summary>
internal sealed record ReportDocument(string File, long Bytes, double Seconds);
