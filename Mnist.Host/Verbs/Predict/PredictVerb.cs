using System.CommandLine;
using Mnist.Host.Commands;
using Mnist.Host.Deployments;
using Mnist.Host.RunFolders;
using Mnist.Host.Runs;

namespace Mnist.Host.Verbs.Predict;

/// <summary>What to read and with what.</summary>
/// <param name="Run">A run directory.</param>
/// <param name="Files">At least one, unless <paramref name="Labels"/> is a folder.</param>
/// <param name="Labels">A folder with a folder of pictures for each class, or the IDX file of the one file's labels.</param>
/// <param name="Show">Whether the images are drawn as the network sees them.</param>
/// <param name="Backend">See <see cref="BackendCatalog.Choose"/>.</param>
/// <param name="Threads">At least 1.</param>
/// <param name="Numbers">How the network's numbers are held.</param>
/// <param name="Data">Value of --data; null looks where the run's data is usually found. Only 8 bits need any.</param>
/// <param name="Json">Whether a program reads the answer.</param>
internal sealed record PredictRequest(
    string Run,
    ValueList<string> Files,
    string? Labels,
    bool Show,
    string Backend,
    int Threads,
    NumberFormat Numbers,
    string? Data,
    bool Json);

/// <summary><c>mnist predict RUN FILE...</c>: has a trained network read digits.</summary>
internal static class PredictVerb
{
    /// <summary>The verb with its arguments and options.</summary>
    public static Command Define(HostEnvironment around)
    {
        var run = Options.Run();
        var files = new Argument<string[]>("FILE")
        {
            Description = "Pictures of one digit (or of what the network was trained on) each, PNG or PGM, or IDX files of images, "
                + "packed with gzip or not.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var labels = Options.Of<string?>(
            "--labels",
            "PATH",
            "Measure accuracy and tell what was misread: a folder with the pictures of each class in a folder of its name, 0 to 9 for "
                + "digits, or the IDX file of the labels of the one IDX file of images.");
        var show = new Option<bool>("--show") { Description = "Draw each image as the network sees it." };
        var (backend, threads, json) = (Options.Backend(), Options.Threads(), Options.Json());
        var numbers = Options.Numbers(
            NumberFormat.Float32, "As trained, or in integers of 8 bits as a device computes; their ranges are from the run's data.");
        var data = Options.Data();
        var command = new Command("predict", Description) { run, files, labels, show, backend, threads, numbers, data, json };
        command.Validators.Add(result =>
        {
            var named = result.GetResult(files)?.Tokens.Count ?? 0;
            var known = result.GetValue(labels);
            if (named == 0 && (known is null || !Directory.Exists(known)))
                result.AddError("Name at least one FILE, or a folder of labelled pictures with --labels.");
            else if (known is not null && named != (Directory.Exists(known) ? 0 : 1))
                result.AddError("--labels takes a folder of labelled pictures and no FILE, or the labels of one FILE.");
        });
        command.SetAction(parsed => (int)Run(
            new(
                parsed.GetRequiredValue(run),
                parsed.GetRequiredValue(files).ToValueList(),
                parsed.GetValue(labels),
                parsed.GetValue(show),
                parsed.GetRequiredValue(backend),
                parsed.GetValue(threads),
                Options.NumbersOf(parsed, numbers),
                parsed.GetValue(data),
                parsed.GetValue(json)),
            around));
        return command;
    }

    private const string Description = "Classifies digits, or whatever the run was trained on, in PNG, PGM and IDX files.";

    /// <summary>How pictures are read: for <c>mnist predict --help</c>.</summary>
    public const string Details =
        "A picture's border tells white on black from "
        + "black on white; light, paper, printed lines, dust and other digits are taken away; the digit is cut out, scaled into 20x20 by "
        + "averages over areas and put into 28x28 by its centre of mass, as MNIST's were. Taken as they are: images of IDX files, and "
        + "pictures of 28x28 whose border is all 0, whose ink spans 18 to 22 pixels on its longer side and whose centre of mass is at most "
        + "1.5 pixels from the middle along both axes; of other data than digits, all pictures of 28x28. A file that cannot be read gets "
        + "one sentence, the others are answered, and the exit code is 2.";

    /// <summary>Answers file by file.</summary>
    public static ExitCode Run(PredictRequest request, HostEnvironment around) => RunName.Find(request.Run).Bind(TrainedRun.Load).Match(
        valid: run => Files(request, run.Stored.Record.Data).Match(
            valid: files => (request.Numbers == NumberFormat.Int8
                ? Integers(run, files, request, around)
                : AsTrained(run, files, request, around)).Match(
                    valid: exit => exit,
                    invalid: errors => around.Give(Reply.Refuse(errors), request.Json)),
            invalid: errors => around.Give(Reply.Refuse(ExitCode.Invalid, errors), request.Json)),
        invalid: errors => around.Give(Reply.Refuse(errors), request.Json));

    private static Validation<ValueList<LabelledFile>, ErrorMessage> Files(PredictRequest request, DataRecord data) =>
        request.Labels is not { } labels
        ? request.Files.Select(file => new LabelledFile(file, null)).ToValueList()
        : Directory.Exists(labels)
            ? LabelledFile.InFolder(labels, data.Classes).MapErrors(bad => ErrorMessage.Of(bad.Error, bad.Path))
            : LabelledFile.WithLabels(request.Files[0], labels, data.Classes.Count, data.Reading.FirstLabel)
                .Map(ValueList<LabelledFile> (file) => [file])
                .MapErrors(error => ErrorMessage.Of(error, labels));

    private static Validation<ExitCode, RunError> AsTrained(
        TrainedRun run, ValueList<LabelledFile> files, PredictRequest request, HostEnvironment around) =>
        RunBackend.Choose(request.Backend).Map(choice =>
        {
            using var network = run.Network(choice.Ready.Backend, request.Threads);
            return Run(request, files, run, images => Predictions.Of(network, images, run.Plan), around);
        });

    private static Validation<ExitCode, RunError> Integers(
        TrainedRun run, ValueList<LabelledFile> files, PredictRequest request, HostEnvironment around) =>
        RecordedJob.Prepare(run.Stored, request.Data, request.Threads, request.Json, around)
            .Bind(recorded => DeployedRun.Deploy(run, recorded.Job, NumberFormat.Int8))
            .Map(network => Run(request, files, run, images => network.Read(images, around.Cancellation).Predictions, around));

    private static ExitCode Run(
        PredictRequest request,
        ValueList<LabelledFile> files,
        TrainedRun run,
        Func<ImageSet, Predictions> network,
        HostEnvironment around)
    {
        IPredictionSink sink = request.Json
            ? new PredictionJson(around.Output, request.Run, run.Plan.Plan)
            : new PredictionLines(around.Output, run.Plan.Data.Classes, run.Plan.Summary.Output.Channels, request.Show);
        var reading = new DigitReading(network, run.Plan.Data.Classes, sink);
        var refused = 0;
        sink.Begin();
        foreach (var file in files)
        {
            around.Cancellation.ThrowIfCancellationRequested();
            var content = DigitFile.Read(file.Path, keepsSize: run.Plan.Data.Classes != ClassNames.Digits);
            var errors = content.Bind(found => Matching(file, found)).Match<ValueList<ErrorMessage>>(
                valid: found =>
                {
                    reading.Add(file, found);
                    return [];
                },
                invalid: errors => [ErrorMessage.Of(errors[0], file.Path)]);
            if (errors is not [var error])
                continue;

            reading.Flush();
            sink.Refuse(file.Path, error);
            around.Error.WriteLine(Visible.Line(error.Sentence));
            refused++;
        }

        reading.Flush();
        sink.End(reading.Images, refused, reading.Labelled > 0 ? new(reading.Right, reading.Labelled) : null);
        return refused == 0 ? ExitCode.Done : ExitCode.Invalid;
    }

    /// <summary>The images of a file whose labels, where there are any, are as many.</summary>
    private static Validation<DigitImages, ImageError> Matching(LabelledFile file, DigitImages found) =>
        file.Labels is { } labels && labels.Count != found.Images.Count
            ? new ImageError.LabelsDisagree(found.Images.Count, labels.Count)
            : found;
}
