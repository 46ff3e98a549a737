using System.CommandLine;
using Mnist.Host.Commands;
using Mnist.Host.Runs;

namespace Mnist.Host.Verbs.Predict;

/// <summary>What to read and with what.</summary>
/// <param name="Run">A run directory.</param>
/// <param name="Files">At least one.</param>
/// <param name="Backend">See <see cref="BackendCatalog.Choose"/>.</param>
/// <param name="Threads">At least 1.</param>
/// <param name="Json">Whether a program reads the answer.</param>
internal sealed record PredictRequest(string Run, ValueList<string> Files, string Backend, int Threads, bool Json);

/// <summary><c>mnist predict RUN FILE...</c>: has a trained network read digits.</summary>
internal static class PredictVerb
{
    /// <summary>The verb with its arguments and options.</summary>
    public static Command Define(HostEnvironment around)
    {
        var run = new Argument<string>("RUN") { Description = "A run directory." };
        var files = new Argument<string[]>("FILE")
        {
            Description = "Pictures of one digit each, PNG or PGM, or IDX files of images, packed with gzip or not.",
            Arity = ArgumentArity.OneOrMore,
        };
        var (backend, threads, json) = (Options.Backend(), Options.Threads(), Options.Json());
        var command = new Command("predict", Description) { run, files, backend, threads, json };
        command.SetAction(parsed => (int)Run(
            new(
                parsed.GetRequiredValue(run),
                parsed.GetRequiredValue(files).ToValueList(),
                parsed.GetRequiredValue(backend),
                parsed.GetValue(threads),
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
    public static ExitCode Run(PredictRequest request, HostEnvironment around) => TrainedRun.Load(request.Run)
        .Bind(run => RunBackend.Choose(request.Backend).Map(choice => (Run: run, choice.Ready.Backend)))
        .Match(
            valid: ready => Run(request, ready.Run, ready.Backend, around),
            invalid: errors => around.Give(Reply.Refuse(errors), request.Json));

    private static ExitCode Run(PredictRequest request, TrainedRun run, IBackend backend, HostEnvironment around)
    {
        IPredictionSink sink = request.Json
            ? new PredictionJson(around.Output, request.Run, run.Plan.Plan)
            : new PredictionLines(around.Output, run.Plan.Summary.Output.Channels);
        using var network = run.Network(backend, request.Threads);
        var reading = new DigitReading(network, run.Plan, sink);
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
