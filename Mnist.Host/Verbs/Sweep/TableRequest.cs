namespace Mnist.Host.Verbs.Sweep;

/// <summary>What the table of a sweep is to show, and where it goes besides.</summary>
/// <param name="Markdown">A file to write it into as well; null for none.</param>
/// <param name="Numbers">Whether the networks of 8 bits are measured too.</param>
/// <param name="Errors">Whether what the seeds lose is told too.</param>
/// <param name="Data">Value of --data, for both; null looks where the runs' data is usually found.</param>
internal sealed record TableRequest(MarkdownFile? Markdown, NumberFormat Numbers, bool Errors, string? Data);
