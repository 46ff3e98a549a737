using System.Globalization;
using Mnist.Domain.Catalog;
using Mnist.Domain.Checking;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Results;
using Mnist.Domain.Training;
using Mnist.Domain.Values;
using Mnist.Engine.Backends;
using Mnist.Engine.Data;
using Mnist.Engine.Data.Synthetic;
using Mnist.Engine.Simd;
using Mnist.Engine.Training;
using Mnist.Host.Pages;
using Mnist.Host.Pages.Parts;
using Mnist.Host.Runs;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>The page as its reader has it: in a browser, on a desk and on a phone.</summary>
[Trait("Category", "Browser")]
public sealed class BrowserTests(BrowserTests.OpenedReports reports) : IClassFixture<BrowserTests.OpenedReports>
{
    private const int PhoneWidth = 375;

    [BrowserFact]
    public async Task A_page_loads_without_a_complaint_and_asks_for_nothing_else()
    {
        foreach (var file in (string[])[reports.Single, reports.Comparison])
        {
            var tab = await reports.OpenAsync(file);
            Assert.Empty(tab.Complaints);
            Assert.All(tab.Requests, address => Assert.True(address.StartsWith("data:", StringComparison.Ordinal)
                || address == new Uri(file).AbsoluteUri, address));
        }
    }

    [BrowserFact]
    public async Task Curves_are_drawn()
    {
        var tab = await reports.OpenAsync(reports.Single);
        var widths = await tab.ValueAsync<double[]>("[...document.querySelectorAll('.chart')].map(c => "
            + "Math.max(...[...c.querySelectorAll('.curve')].map(p => p.getBoundingClientRect().width)))");
        Assert.Equal(3, widths.Length);
        Assert.All(widths, width => Assert.InRange(width, 100, 1280));
    }

    [BrowserFact]
    public async Task Values_are_told_under_the_pointer()
    {
        var tab = await reports.OpenAsync(reports.Single);
        await tab.HoverAsync(".strip");
        Assert.Matches(
            "^epoch 1: training .* %, test .* %$",
            await tab.ValueAsync<string>("document.querySelector('.chart output').textContent"));
    }

    [BrowserFact]
    public async Task A_one_that_is_drawn_is_read_as_one()
    {
        var tab = await reports.OpenAsync(reports.Single);
        await tab.DragAsync("#board", isTouch: false, One);
        Assert.StartsWith("Read as 1, with ", await Told(tab), StringComparison.Ordinal);
        Assert.Equal(100, (await Percents(tab)).Sum(), 0.6);
        await tab.ValueAsync<object>("document.getElementById('clear').click()");
        Assert.StartsWith("Draw a digit", await Told(tab), StringComparison.Ordinal);
        Assert.Empty(tab.Complaints);
    }

    [BrowserFact]
    public async Task A_finger_draws_as_well()
    {
        var tab = await reports.OpenAsync(reports.Single, isPhone: true);
        await tab.DragAsync("#board", isTouch: true, One);
        Assert.StartsWith("Read as 1, with ", await Told(tab), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task A_picture_that_was_read_wrongly_is_read_so_again()
    {
        var tab = await reports.OpenAsync(reports.Single);
        var caption = await tab.ValueAsync<string>("document.querySelector('.digits figcaption b').textContent");
        await tab.ValueAsync<object>("document.querySelector('.digits img').click()");
        Assert.StartsWith($"Read as {caption[^1]}, with ", await Told(tab), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Nothing_is_wider_than_a_phone()
    {
        foreach (var file in (string[])[reports.Single, reports.Comparison, reports.Catalogue])
        {
            var tab = await reports.OpenAsync(file, isPhone: true);
            await tab.ValueAsync<object>("document.querySelectorAll('details').forEach(d => d.open = true)");
            Assert.Empty(await tab.ValueAsync<string[]>(TooWide));
            Assert.Equal(PhoneWidth, await tab.ValueAsync<int>("document.documentElement.scrollWidth"));
        }
    }

    [BrowserFact]
    public async Task Text_stands_out_from_its_ground_by_day_and_by_night()
    {
        foreach (var isDark in (bool[])[false, true])
        {
            var tab = await reports.OpenAsync(reports.Single, isDark: isDark);
            Assert.Equal(isDark, await tab.ValueAsync<double>($"{Luminance}(getComputedStyle(document.body).backgroundColor)") < 0.5);
            Assert.Empty(await tab.ValueAsync<string[]>(LowContrast));
        }
    }

    private static (double X, double Y)[] One => [(0.5, 0.15), (0.5, 0.3), (0.49, 0.5), (0.49, 0.7), (0.48, 0.85)];

    /// <summary>Relative luminance of an opaque colour (WCAG 2.2).</summary>
    private const string Luminance = """
        (colour => { const [r, g, b] = colour.match(/[\d.]+/g).map(Number).map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b; })
        """;

    /// <summary>Texts whose contrast is below 4.5 to 1 (WCAG 2.2, level AA).</summary>
    private const string LowContrast = $$"""
        (() => {
          const luminance = {{Luminance}};
          const ground = e => { const c = getComputedStyle(e).backgroundColor; return c === "rgba(0, 0, 0, 0)" ? ground(e.parentElement) : c; };
          const texts = [...document.querySelectorAll("h1,h2,h3,p,li,dt,dd,caption,th,td:not(.wrong),small,summary,button,figcaption,.name,.value")];
          return texts.filter(e => e.textContent.trim()).filter(e => {
            const pair = [luminance(getComputedStyle(e).color), luminance(ground(e))].sort((a, b) => b - a);
            return (pair[0] + 0.05) / (pair[1] + 0.05) < 4.5;
          }).map(e => e.outerHTML.slice(0, 80));
        })()
        """;

    /// <summary>Elements and texts that reach beyond the screen's right edge by more than rounding.</summary>
    private const string TooWide = """
        (() => {
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [...document.querySelectorAll("body *")];
          while (texts.nextNode()) {
            const range = document.createRange();
            range.selectNodeContents(texts.currentNode);
            found.push(range);
          }
          return found.filter(f => f.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5).map(f => f.outerHTML || f.toString());
        })()
        """;

    private static Task<string> Told(Tab tab) => tab.ValueAsync<string>("document.getElementById('told').textContent");

    private static async Task<double[]> Percents(Tab tab) =>
        [.. (await tab.ValueAsync<string[]>("[...document.querySelectorAll('#probabilities b')].map(b => b.textContent)")).Select(p =>
            double.Parse(p.TrimEnd('%', ' '), CultureInfo.InvariantCulture))];

    /// <summary>A small network trained for a moment on digits drawn by rule, its report, and a browser to open it.</summary>
    public sealed class OpenedReports : IAsyncLifetime, IDisposable
    {
        private static readonly Plan Small = new(
            "small",
            new(Shape.MnistImage,
            [
                new Layer.Conv2d(8, 3) { Stride = 2 }, new Layer.BatchNorm2d(), new Layer.Relu(),
                new Layer.Conv2d(16, 3) { Stride = 2 }, new Layer.BatchNorm2d(), new Layer.Relu(),
                new Layer.Conv2d(16, 3), new Layer.BatchNorm2d(), new Layer.Relu(), new Layer.Flatten(), new Layer.Linear(10),
            ]),
            new()
            {
                Epochs = 2,
                BatchSize = 32,
                Optimizer = new Optimizer.Adam { LearningRate = 0.003 },
                Augmentations = [new Augmentation.Rotation(8)],
            },
            new() { Accuracy = 99, LastEpochs = 2 })
        {
            Description = "a network for tests",
        };

        private TemporaryFolder? folder;
        private Browser? browser;

        public string Single => Path.Combine(folder!.Path, "single.html");

        public string Comparison => Path.Combine(folder!.Path, "comparison.html");

        /// <summary>All plans of the catalogue, not trained.</summary>
        public string Catalogue => Path.Combine(folder!.Path, "catalogue.html");

        public async Task InitializeAsync()
        {
            if (Browser.Program is null)
                return;
            folder = new();
            var data = SyntheticDigits.Create(1, trainingCount: 4_000, testCount: 500);
            var runs = Enumerable.Range(1, 2).Select(seed => Train(data, seed)).ToArray();
            File.WriteAllText(Single, ReportPage.Write([runs[0]]));
            File.WriteAllText(Comparison, ReportPage.Write([.. runs]));
            File.WriteAllText(Catalogue, ReportPage.Write(PlanCatalog.All.Select(Untrained).ToValueList()));
            browser = await Browser.StartAsync();
        }

        public async Task DisposeAsync()
        {
            if (browser is not null)
                await browser.DisposeAsync();
        }

        public void Dispose() => folder?.Dispose();

        internal Task<Tab> OpenAsync(string file, bool isPhone = false, bool isDark = false) => isPhone
            ? browser!.OpenAsync(file, PhoneWidth, 800, isPhone, isDark)
            : browser!.OpenAsync(file, 1280, 900, isPhone, isDark);

        private static ReportedRun Train(DataSet data, int seed)
        {
            var plan = Checked(Small, data.Training.Count);
            var images = new TrainingData(data.Training, data.Test);
            var outcome = Trainer.Train(plan, images, new SimdBackend(), new(seed, 2, TimeProvider.System), _ => { }, default);
            var run = Run(plan, seed, outcome.Weights, outcome.Epochs);
            return new(run, RunInspection.Of(run, images));
        }

        private static ReportedRun Untrained(Plan plan)
        {
            var ready = Checked(plan with { Target = new() }, DataSpec.Mnist.TrainingImages);
            return new(Run(ready, 1, Weights.Initial(ready.Summary.Tensors, 1), []), Inspection: null);
        }

        private static CheckedPlan Checked(Plan plan, int images) =>
            PlanChecker.Check(plan, DataSpec.Mnist with { TrainingImages = images })
            .Match(valid: p => p, invalid: e => throw new InvalidOperationException($"{e}"));

        private static TrainedRun Run(CheckedPlan plan, int seed, Weights weights, ValueList<EpochResult> epochs)
        {
            var record = new RunRecord
            {
                Plan = plan.Plan,
                PlanHash = PlanText.Hash(plan.Plan),
                Seed = seed,
                Data = new("synthetic", IsMnist: false, "00", plan.Data.TrainingImages, 500, HeldOutSplit.Test),
                Execution = new("simd", 2, "0.1.0", ".NET", "Linux", "2 cores", DateTimeOffset.UnixEpoch, 1),
                Epochs = epochs,
                State = new RunState.Finished(weights.Hash()),
            };
            return new(new(record, "/"), plan, weights);
        }
    }
}
