using System.Security.Cryptography;
using System.Text;
using Mnist.Domain;
using Mnist.Engine;

namespace Mnist.Host;

/// <summary>Where an interrupted run goes on.</summary>
/// <param name="Started">When it first started.</param>
/// <param name="From">Its last usable checkpoint; null where there is none, and the run starts anew.</param>
internal sealed record Continuation(DateTimeOffset Started, TrainingState? From)
{
    /// <summary>A name that two runs share only if they are to bring the same bits: a checkpoint of another run is not gone on from.</summary>
    /// <param name="record">What is known before the run.</param>
    public static string NameOf(RunRecord record) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n',
        record.PlanHash,
        $"{record.Seed}",
        record.Data.Hash,
        $"{record.Data.HeldOut}",
        $"{record.Data.TrainingImages}",
        $"{record.Data.HeldOutImages}",
        record.Execution.Backend))));
}
