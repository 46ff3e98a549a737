namespace Mnist.Host.Wording;

/// <summary>Time estimates in words.</summary>
internal static class TimeEstimateText
{
    /// <summary>Before a run.</summary>
    public static string Sentence(this TimeEstimate estimate) =>
        $"About {Seconds(estimate.SecondsPerEpoch)} an epoch with backend simd on {estimate.Machine.Threads.Of("free core")} like this one "
        + $"({estimate.Machine.GflopsAThread:F0} GFLOP/s, {estimate.Machine.GigabytesAThread:F0} GB/s).";

    /// <summary>After it.</summary>
    /// <param name="estimate">Made before it.</param>
    /// <param name="measured">Seconds of an epoch, above 0.</param>
    public static string Sentence(this TimeEstimate estimate, double measured) =>
        $"An epoch took {Seconds(measured)}; where nothing else runs, about {Seconds(estimate.SecondsPerEpoch)} are expected.";

    private static string Seconds(double value) => value.ToString(value < 1 ? "0.### s" : value < 10 ? "0.0 s" : "#,##0 s");
}
