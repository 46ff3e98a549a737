using System.CommandLine;
using Mnist.Host.Commands;
using Mnist.Host.Deployments;
using Mnist.Host.RunFolders;
using Mnist.Host.Runs;
using Mnist.Host.Watching;

namespace Mnist.Host.Verbs.Verify;

/// <summary>What <c>mnist verify</c> was asked for.</summary>
/// <param name="Directory">The run's.</param>
/// <param name="Data">Value of --data; null looks where the run's data is usually found.</param>
/// <param name="Threads">Threads to compute with.</param>
/// <param name="Quick">Whether to evaluate the weights in place of training them again.</param>
/// <param name="Numbers">Which network: the trained one, or the one of 8 bits made of it.</param>
/// <param name="Json">Whether a program reads the answer.</param>
internal sealed record VerifyRequest(string Directory, string? Data, int Threads, bool Quick, NumberFormat Numbers, bool Json);

/// <summary><c>mnist verify RUN</c>: repeats a run from its record and compares bits.</summary>
internal static class VerifyVerb
{
    /// <summary>The verb with its arguments and options.</summary>
    public static Command Define(HostEnvironment around)
    {
        var run = Options.Run();
        var (data, threads, json) = (Options.Data(), Options.Threads(), Options.Json());
        var quick = new Option<bool>("--quick") { Description = "Evaluate the weights again in place of training them again." };
        var numbers = Options.Numbers(
            NumberFormat.Float32, "The trained network, or the one of 8 bits that int8.json of the run tells of: made and measured again.");
        var command = new Command("verify", "Repeats a run from its record and compares it bit for bit.")
        {
            run,
            data,
            threads,
            quick,
            numbers,
            json,
        };
        command.SetAction(parsed => (int)Run(
            new(
                parsed.GetRequiredValue(run),
                parsed.GetValue(data),
                parsed.GetValue(threads),
                parsed.GetValue(quick),
                Options.NumbersOf(parsed, numbers),
                parsed.GetValue(json)), around));
        return command;
    }

    public static ExitCode Run(VerifyRequest request, HostEnvironment around) => around.Give(
        RunName.Find(request.Directory).Bind(TrainedRun.LoadEnded).Bind(run =>
            RecordedJob.Prepare(run.Stored, request.Data, request.Threads, request.Json, around).Map(job => (Run: run, Job: job))).Match(
                valid: ready => request.Numbers == NumberFormat.Int8
                    ? VerifyInt8(ready.Run, ready.Job, request, around)
                    : Verify(ready.Run, ready.Job, request, around),
                invalid: Reply.Refuse),
        request.Json);

    private static Reply Verify(TrainedRun run, RecordedJob recorded, VerifyRequest request, HostEnvironment around)
    {
        Watch.Announce(VerifyReport.Ahead(run.Stored.Record, recorded.Job, request), recorded.Request, around);
        var verification = request.Quick
            ? Verification.Quick(run, recorded.Job, request.Threads)
            : Watch.Over(recorded.Job, recorded.Request, around).Watch(show => Verification.Full(run, recorded, around, show));
        return new(verification.Cancelled ? ExitCode.Cancelled : verification.IsVerified ? ExitCode.Done : ExitCode.NoRunDirectory)
        {
            Text = VerifyReport.Of(verification, request.Quick),
            Json = () => JsonText.Write(VerifyDocument.Of(run.Stored, verification, request.Quick), VerifyJson.Default.VerifyDocument),
        };
    }

    /// <summary>The network of 8 bits follows from weights and data; so does what it makes of every image.</summary>
    private static Reply VerifyInt8(TrainedRun run, RecordedJob recorded, VerifyRequest request, HostEnvironment around)
    {
        Watch.Announce(VerifyReport.Ahead(run.Stored.Record, recorded.Job, request), recorded.Request, around);
        return DeployedRun.Of(run, recorded.Job, NumberFormat.Int8, around.Cancellation).Match(
            valid: deployed =>
            {
                var again = Int8Record.Of(run, deployed)!;
                var verification = new Verification(0, [], again.Differences(), null, Cancelled: false);
                return new(verification.IsVerified ? ExitCode.Done : ExitCode.NoRunDirectory)
                {
                    Text = VerifyReport.Of(verification, deployed),
                    Json = () => JsonText.Write(
                        VerifyDocument.Of(run.Stored, verification, quick: false) with { Int8 = again.Document },
                        VerifyJson.Default.VerifyDocument),
                };
            },
            invalid: Reply.Refuse);
    }
}
