using System.CommandLine;
using Mnist.Host.Commands;
using Mnist.Host.Deployments;
using Mnist.Host.RunFolders;
using Mnist.Host.Runs;

namespace Mnist.Host.Verbs.Predict;

/// <summary>What to read and with what.</summary>
/// <param name="Run">A run directory.</param>
/// <param name="Files">At least one.</param>
/// <param name="Backend">See <see cref="BackendCatalog.Choose"/>.</param>
/// <param name="Threads">At least 1.</param>
/// <param name="Numbers">How the network's numbers are held.</param>
/// <param name="Data">Value of --data; null looks where the run's data is usually found. Only 8 bits need any.</param>
/// <param name="Json">Whether a program reads the answer.</param>
internal sealed record PredictRequest(
    string Run, ValueList<string> Files, string Backend, int Threads, NumberFormat Numbers, string? Data, bool Json);

/// <summary><c>mnist predict RUN FILE...</c>: has a trained network read digits.</summary>
internal static class PredictVerb
{
    /// <summary>The verb with its arguments and options.</summary>
    public static Command Define(HostEnvironment around)
    {
        var run = Options.Run();
        var files = new Argument<string[]>("FILE")
        {
            Description = "Pictures of one digit each, PNG or PGM, or IDX files of images, packed with gzip or not.",
            Arity = ArgumentArity.OneOrMore,
        };
        var (backend, threads, json) = (Options.Backend(), Options.Threads(), Options.Json());
        var numbers = Options.Numbers(
            NumberFormat.Float32, "As trained, or in integers of 8 bits as a device computes; their ranges are from the run's data.");
        var data = Options.Data();
        var command = new Command("predict", Description) { run, files, backend, threads, numbers, data, json };
        command.SetAction(parsed => (int)Run(
            new(
                parsed.GetRequiredValue(run),
                parsed.GetRequiredValue(files).ToValueList(),
                parsed.GetRequiredValue(backend),
                parsed.GetValue(threads),
                Options.NumbersOf(parsed, numbers),
                parsed.GetValue(data),
                parsed.GetValue(json)),
            around));
        return command;
    }

    /// <summary>For <c>--help</c>.</summary>
    public const string Description =
        "Classifies digits in PNG, PGM and IDX files. A picture's border tells white on black from black on white; the digit is cut out, "
        + "scaled into 20x20 by averages over areas and put into 28x28 by its centre of mass, as MNIST's were. Taken as they are: images "
        + "of IDX files, and pictures of 28x28 whose border is all 0, whose ink spans 18 to 22 pixels on its longer side and whose centre "
        + "of mass is at most 1.5 pixels from the middle along both axes. A file that cannot be read gets one sentence, the others are "
        + "answered, and the exit code is 2.";

    /// <summary>Answers file by file.</summary>
    public static ExitCode Run(PredictRequest request, HostEnvironment around) => RunName.Find(request.Run)
        .Bind(TrainedRun.Load)
        .Bind(run => request.Numbers == NumberFormat.Int8 ? Integers(run, request, around) : AsTrained(run, request, around))
        .Match(
            valid: exit => exit,
            invalid: errors => around.Give(Reply.Refuse(errors), request.Json));

    private static Validation<ExitCode, RunError> AsTrained(TrainedRun run, PredictRequest request, HostEnvironment around) =>
        RunBackend.Choose(request.Backend).Map(choice =>
        {
            using var network = run.Network(choice.Ready.Backend, request.Threads);
            return Run(request, run, images => Predictions.Of(network, images, run.Plan), around);
        });

    private static Validation<ExitCode, RunError> Integers(TrainedRun run, PredictRequest request, HostEnvironment around) =>
        RecordedJob.Prepare(run.Stored, request.Data, request.Threads, request.Json, around)
            .Bind(recorded => DeployedRun.Deploy(run, recorded.Job, NumberFormat.Int8))
            .Map(network => Run(request, run, images => network.Read(images, around.Cancellation).Predictions, around));

    private static ExitCode Run(PredictRequest request, TrainedRun run, Func<ImageSet, Predictions> network, HostEnvironment around)
    {
        IPredictionSink sink = request.Json
            ? new PredictionJson(around.Output, request.Run, run.Plan.Plan)
            : new PredictionLines(around.Output, run.Plan.Summary.Output.Channels);
        var reading = new DigitReading(network, sink);
        var refused = 0;
        sink.Begin();
        foreach (var file in request.Files)
        {
            around.Cancellation.ThrowIfCancellationRequested();
            var errors = DigitFile.Read(file).Match<ValueList<ErrorMessage>>(
                valid: found =>
                {
                    reading.Add(file, found);
                    return [];
                },
                invalid: errors => [ErrorMessage.Of(errors[0], file)]);
            if (errors is not [var error])
                continue;

            reading.Flush();
            sink.Refuse(file, error);
            around.Error.WriteLine(Visible.Line(error.Sentence));
            refused++;
        }

        reading.Flush();
        sink.End(reading.Images, refused);
        return refused == 0 ? ExitCode.Done : ExitCode.Invalid;
    }
}
