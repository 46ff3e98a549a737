using Mnist.Domain.Analysis;
using Mnist.Domain.Networks;

namespace Mnist.PropertyTests.Domain;

internal static class Summaries
{
    /// <summary>The summary of a legal network.</summary>
    public static Summary Of(Architecture net) => Summarizer.Summarize(net).Match(
        valid: summary => summary,
        invalid: errors => throw new InvalidOperationException($"{errors} in {net}"));
}
