using System.Security.Cryptography;
using System.Text;

namespace Mnist.Host.Runs;

/// <summary>Names that two runs share only if they are to bring the same bits; SHA-256 in lower-case hexadecimal.</summary>
internal static class RunKey
{
    /// <summary>For a checkpoint: another run's must not be resumed from.</summary>
    /// <param name="record">What is known before the run.</param>
    public static string OfCheckpoint(RunRecord record) => Of(record.PlanHash, record.Seed, record.Data, record.Execution.Backend);

    /// <summary>For a whole run: another version of the program may bring other bits.</summary>
    /// <param name="record">What is known of it.</param>
    public static string OfRun(RunRecord record) =>
        OfRun(record.PlanHash, record.Seed, record.Data, record.Execution.Backend, record.Execution.Version);

    /// <summary>For a whole run, before there is a record.</summary>
    /// <param name="planHash">Of the plan.</param>
    /// <param name="seed">Of the run.</param>
    /// <param name="data">What is trained and measured on.</param>
    /// <param name="backend">What does the arithmetic.</param>
    /// <param name="version">Of the program.</param>
    public static string OfRun(string planHash, long seed, DataRecord data, string backend, string version) =>
        Hash(Of(planHash, seed, data, backend), version);

    private static string Of(string planHash, long seed, DataRecord data, string backend) => Hash(
        planHash, $"{seed}", data.Hash, $"{data.HeldOut}", $"{data.TrainingImages}", $"{data.HeldOutImages}", backend);

    private static string Hash(params string[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
}
