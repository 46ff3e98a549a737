namespace Mnist.Host;

/// <summary>What <c>list --json</c> prints.</summary>
internal sealed record ListDocument(IReadOnlyList<ListedPlanDocument> Plans);

/// <summary>A plan of the catalogue.</summary>
internal sealed record ListedPlanDocument(string Name, string Source, long Parameters, TargetDocument Target);
